"""What the tests of the pages share: signed-in windows, and the eyes and ears to judge them with."""
