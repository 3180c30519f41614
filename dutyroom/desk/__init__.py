"""One function for each action: powers, then rules, then one commit."""
