describe
{query}
