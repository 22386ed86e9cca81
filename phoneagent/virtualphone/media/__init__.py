"""What is inside media files: tags and lengths of songs, length and frames of films, playback."""
