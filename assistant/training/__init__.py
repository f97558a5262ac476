"""Training, calibration, export and evaluation of the two shipped models."""
