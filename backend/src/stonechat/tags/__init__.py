"""Tags: the team's own words for conversations."""
