using Contoso.Machine;
using Microsoft.AspNetCore.Mvc;

namespace Imds.Extensions.OpenApi.Tests;

[ApiController, Route("controller")]
public sealed class MachineController : ControllerBase
{
    [HttpGet("network")]
    public Task<Network> NetworkAsync() => Task.FromResult(Network.Empty);

    [HttpPost("tag")]
    public Tag Post(Tag tag) => tag;
}
