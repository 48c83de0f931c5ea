"""What an RKT is: the Renstra it comes from, the form of a bagian, the plan itself."""
