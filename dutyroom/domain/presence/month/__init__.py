"""The month of attendance: its sheet, its marks and its exceptions."""
