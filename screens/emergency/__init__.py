"""Emergency 应急."""
