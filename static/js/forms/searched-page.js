// For pages of the administration, which load no more of the site's scripts than they need.
import { enhanceSearched } from "./searched.js";

enhanceSearched();
