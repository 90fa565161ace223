using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imds.Hosting;

/// <summary>
/// Reads the document about the machine once: before the application's other services start, so that none of them waits for it, or when
/// somebody asks for it before.
/// </summary>
internal sealed class InstanceReader<TClient, TInstance>(
    TClient client, Func<TClient, CancellationToken, Task<TInstance>> read, TInstance empty, OwnClients own, ILogger logger)
        : IHostedLifecycleService
    where TClient : class
    where TInstance : class
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private Task<TInstance>? _reading;

    // A constructor cannot wait, and needs the document where it stands. On the pool no context of the caller can hold the answer up.
    public TInstance Value => Read().GetAwaiter().GetResult();

    public Task StartingAsync(CancellationToken cancellationToken) => Read().WaitAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<TInstance> Read()
    {
        lock (_lock)
        {
            return _reading ??= Task.Run(ReadAsync);
        }
    }

    private async Task<TInstance> ReadAsync()
    {
        using var limit = new CancellationTokenSource(Limit, own.Time);
        var isThere = false;
        try
        {
            isThere = await own.Prompt.IsAvailableAsync(limit.Token).ConfigureAwait(false);
            if (isThere)
            {
                return await read(client, limit.Token).ConfigureAwait(false);
            }

            logger.StaysEmpty(own.Prompt.Endpoint);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !isThere)
        {
            logger.StaysEmpty(own.Prompt.Endpoint);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            logger.TooLate(own.Prompt.Endpoint);
        }
        catch (ImdsException e)
        {
            logger.NotRead(e.Message);
        }

        return empty;
    }
}
