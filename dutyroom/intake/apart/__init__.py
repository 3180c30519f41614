"""What others send is read here, in a process of its own (`dutyroom.intake.process`).

Nothing in here knows a roster: a file becomes plain cells, whatever its format.
The rest of the program loads none of it.
"""
