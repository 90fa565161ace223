// Why: a controller's methods are public, so the types that they give have to be.
using Contoso.Machine;
using Microsoft.AspNetCore.Mvc;

namespace Web;

[ApiController, Route("machine")]
public sealed class MachineController(ImdsClient imds) : ControllerBase
{
    [HttpGet("network")]
    public Task<Network> NetworkAsync(CancellationToken cancellationToken) => imds.Instance.Network.GetAsync(cancellationToken);

    [HttpGet("tags")]
    public async Task<IEnumerable<Tag>> TagsAsync(CancellationToken cancellationToken) =>
        await imds.Instance.Compute.TagsList.GetAsync(cancellationToken);
}
