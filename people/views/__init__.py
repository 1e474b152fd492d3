"""The pages of people: claiming an account, one's own settings, and the school's programs and rosters."""
