"""What the steps share: the work folder and its journal, the plan as it stands, the workbooks that people edit."""
