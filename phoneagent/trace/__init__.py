"""What a run leaves behind: the run folder, its journal, its screens, its report."""
