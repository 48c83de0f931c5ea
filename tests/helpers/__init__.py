"""What tests need of each other: offices on disk, files made by hand, foreign programs. No test stands here."""
