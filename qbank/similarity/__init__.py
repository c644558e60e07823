"""Pure: questions that ask the same in other words."""
