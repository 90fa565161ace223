using Microsoft.Extensions.Configuration;

namespace Imds.Hosting;

/// <summary>Reads the metadata of the machine once, and again where that is asked for.</summary>
internal sealed class MetadataProvider(ImdsClient client, ImdsConfigurationOptions options) : ConfigurationProvider, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task? _reloads;

    public override void Load()
    {
        try
        {
            // Configuration is made without waiting. On the pool no context of the caller can hold the answer up.
            Data = Task.Run(ReadAsync).GetAwaiter().GetResult();
        }
        catch (ImdsException e) when (options.Optional)
        {
            Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            options.OnFailure?.Invoke(e);
        }

        if (options.ReloadInterval is { } interval)
        {
            _reloads ??= ReloadAsync(interval);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        client.Dispose();
    }

    private async Task<IDictionary<string, string?>> ReadAsync()
    {
        // Where the settings must be there, the failure of the call says why they are not.
        var instance = !options.Optional || await client.IsAvailableAsync(_end.Token).ConfigureAwait(false)
            ? await client.Instance.GetAsync(_end.Token).ConfigureAwait(false)
            : Instance.Empty;
        return MetadataSettings.Of(instance, options);
    }

    private async Task ReloadAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, options.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                await ReadAgainAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (_end.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The configuration is disposed of.
        }
    }

    private async Task ReadAgainAsync()
    {
        try
        {
            var data = await ReadAsync().ConfigureAwait(false);
            if (data.Count != Data.Count || data.Any(setting => !Data.TryGetValue(setting.Key, out var value) || value != setting.Value))
            {
                Data = data;
                OnReload();
            }
        }
        catch (Exception e) when (e is ImdsException or FormatException or ArgumentException or AggregateException)
        {
            // The settings stay what they were. The last is of those who were told that they are new.
            options.OnFailure?.Invoke(e);
        }
    }
}
