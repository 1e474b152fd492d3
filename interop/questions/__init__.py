"""Files of questions: GIFT, Aiken, Moodle XML, QTI 2.1 and 3.0, and our YAML, to drafts and back."""
