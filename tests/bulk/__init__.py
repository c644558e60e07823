"""Much of everything, quickly: a bank and scored interviews as real ones look, written table by table.

Nothing of it goes through the services, which write one thing at a time for a person. What comes out is what
they would have written, but for the trail of single questions and autosaves, and for what a decision seals.
"""
