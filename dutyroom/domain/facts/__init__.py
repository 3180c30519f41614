"""What is so at a moment: the state, who is on, which lines are in force, who may do what."""
