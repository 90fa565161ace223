namespace Imds.Emulator;

/// <summary>A fault that is there when the emulator starts.</summary>
/// <param name="Endpoint">An endpoint, a route below one, or <see cref="ImdsFaultList.All"/>.</param>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Count">For how many requests; for all that come, unless given.</param>
public sealed record EmulatedFault(string Endpoint, ImdsFault Fault, int Count = int.MaxValue);
