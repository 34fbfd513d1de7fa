"""What the instruction says, read from data: editions, projects and their subtasks, registers, working days."""
