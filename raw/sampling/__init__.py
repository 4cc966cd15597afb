"""Makes the sample reports in this folder: one marked-up source each, typeset and described from the same text."""
