using Imds.Emulator.Http;
using Microsoft.AspNetCore.Http;

namespace Imds.Emulator.Faults;

/// <summary>What a fault works on.</summary>
/// <param name="Http">The request and the way back.</param>
/// <param name="Endpoint">The endpoint asked, if there is one.</param>
/// <param name="Answer">Makes the reply that would have been right, or one with an attested document that is not.</param>
/// <param name="Time">The clock that waits go by.</param>
/// <param name="Cancelled">The client has gone, or the emulator stops.</param>
internal sealed record FaultContext(
    HttpContext Http,
    MetadataEndpoint? Endpoint,
    Func<AttestedDefect?, Reply> Answer,
    TimeProvider Time,
    CancellationToken Cancelled);
