namespace OldLanguage
{
    internal static class Empty
    {
    }
}
