namespace NoRuntime;

internal static class Empty;
