"""Patrol 巡更."""
