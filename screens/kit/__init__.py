"""What the screens are made of: forms, lists, dialogs, the frame, the looks."""
