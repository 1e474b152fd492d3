"""What the suite stands on: engines, a browser, and fixtures of the whole house."""
