using System.ComponentModel;
using System.Runtime.CompilerServices;
using Imds.Runtime.Events;

namespace Imds.CompilerServices;

/// <summary>Watches the list of scheduled events.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImdsEventWatch
{
    /// <summary>Gives the changes of the list at a route, beginning with the events that are on it now, until it is cancelled.</summary>
    /// <param name="route">The route of the list.</param>
    /// <param name="query">Further query parameters of the request, or null.</param>
    /// <param name="shape">Where the list has what watching needs.</param>
    /// <param name="options">How to watch; the default is <c>new ImdsWatchOptions()</c>.</param>
    /// <param name="cancellationToken">Ends the watch, at once.</param>
    /// <exception cref="ImdsException">The service refuses the request, or has failed for longer than the watch is patient.</exception>
    /// <exception cref="OperationCanceledException">The watch was cancelled.</exception>
    public static IAsyncEnumerable<ImdsEventChange<TEvent>> WatchAsync<TDocument, TEvent>(
        ImdsRoute route, ImdsQuery? query, ImdsEventShape<TDocument, TEvent> shape,
        ImdsWatchOptions? options = null, CancellationToken cancellationToken = default)
        where TDocument : class, IImdsRecord<TDocument>, new() =>
        Watch(token => route.PollAsync<TDocument>(query, token), shape, options, cancellationToken);

    /// <summary>Gives the changes of the list, beginning with the events that are on it now, until it is cancelled.</summary>
    /// <param name="get">Asks for the list.</param>
    /// <param name="shape">Where the list has what watching needs.</param>
    /// <param name="options">How to watch; the default is <c>new ImdsWatchOptions()</c>.</param>
    /// <param name="cancellationToken">Ends the watch, at once.</param>
    /// <exception cref="ImdsException">The service refuses the request, or has failed for longer than the watch is patient.</exception>
    /// <exception cref="OperationCanceledException">The watch was cancelled.</exception>
    public static IAsyncEnumerable<ImdsEventChange<TEvent>> WatchAsync<TDocument, TEvent>(
        Func<CancellationToken, Task<TDocument>> get, ImdsEventShape<TDocument, TEvent> shape,
        ImdsWatchOptions? options = null, CancellationToken cancellationToken = default)
        where TDocument : class
    {
        if (get is null)
        {
            throw new ArgumentNullException(nameof(get));
        }

        return Watch<TDocument, TEvent>(async token => await get(token).ConfigureAwait(false), shape, options, cancellationToken);
    }

    private static IAsyncEnumerable<ImdsEventChange<TEvent>> Watch<TDocument, TEvent>(
        Func<CancellationToken, Task<TDocument?>> get, ImdsEventShape<TDocument, TEvent> shape, ImdsWatchOptions? options,
        CancellationToken cancellationToken)
        where TDocument : class
    {
        if (shape is null)
        {
            throw new ArgumentNullException(nameof(shape));
        }

        options ??= new ImdsWatchOptions();
        return options.Interval > TimeSpan.Zero && options.Patience >= TimeSpan.Zero
            ? LoopAsync(get, shape, options.Interval, options.Patience, options.TimeProvider, cancellationToken)
            : throw new ArgumentException("ImdsWatchOptions.Interval must be greater than 0, and Patience must not be negative.",
                nameof(options));
    }

    private static async IAsyncEnumerable<ImdsEventChange<TEvent>> LoopAsync<TDocument, TEvent>(
        Func<CancellationToken, Task<TDocument?>> get, ImdsEventShape<TDocument, TEvent> shape,
        TimeSpan interval, TimeSpan patience, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TDocument : class
    {
        var known = new EventList<TDocument, TEvent>(shape);
        long? failingSince = null;
        var wait = interval;
        while (true)
        {
            foreach (var change in known.Update(await LookAsync().ConfigureAwait(false)))
            {
                yield return change;
            }

            await time.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        }

        // The list, or nothing where there is none for now.
        async Task<TDocument?> LookAsync()
        {
            var start = time.GetTimestamp();
            wait = interval;
            try
            {
                var document = await get(cancellationToken).ConfigureAwait(false);
                failingSince = null;
                return document;
            }
            catch (ImdsException e) when (e.Reason == ImdsFailure.EmptyReply)
            {
                failingSince = null; // the service sends it now and then, and it says nothing of the list
                return default;
            }
            catch (ImdsException e) when (MayPass(e) && time.GetElapsedTime(failingSince ?? start) < patience)
            {
                failingSince ??= start;
                wait = Longer(interval, Shorter(e.RetryAfter ?? interval, patience - time.GetElapsedTime(failingSince.Value)));
                return default;
            }
        }
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static bool MayPass(ImdsException e) => e.Reason is ImdsFailure.Unreachable or ImdsFailure.Interrupted or ImdsFailure.TimedOut
        or ImdsFailure.Throttled or ImdsFailure.ServiceFault or ImdsFailure.InvalidReply;
}
