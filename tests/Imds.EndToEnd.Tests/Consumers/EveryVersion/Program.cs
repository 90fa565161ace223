using System.Text.Json;
using Imds;

var options = new ImdsClientOptions { Endpoint = new Uri(args[0]) };

// One line for each version: the version, a space, the document as its own types hold it.
await Show("2017-04-02", new Imds.V2017_04_02.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2017-08-01", new Imds.V2017_08_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2017-10-01", new Imds.V2017_10_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2017-12-01", new Imds.V2017_12_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2018-02-01", new Imds.V2018_02_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2018-04-02", new Imds.V2018_04_02.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2018-10-01", new Imds.V2018_10_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-02-01", new Imds.V2019_02_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-03-11", new Imds.V2019_03_11.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-04-30", new Imds.V2019_04_30.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-06-01", new Imds.V2019_06_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-06-04", new Imds.V2019_06_04.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-08-01", new Imds.V2019_08_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-08-15", new Imds.V2019_08_15.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2019-11-01", new Imds.V2019_11_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2020-06-01", new Imds.V2020_06_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2020-07-15", new Imds.V2020_07_15.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2020-09-01", new Imds.V2020_09_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2020-10-01", new Imds.V2020_10_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2020-12-01", new Imds.V2020_12_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-01-01", new Imds.V2021_01_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-02-01", new Imds.V2021_02_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-03-01", new Imds.V2021_03_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-05-01", new Imds.V2021_05_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-08-01", new Imds.V2021_08_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-10-01", new Imds.V2021_10_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-11-01", new Imds.V2021_11_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-11-15", new Imds.V2021_11_15.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2021-12-13", new Imds.V2021_12_13.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2023-07-01", new Imds.V2023_07_01.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2023-11-15", new Imds.V2023_11_15.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2024-03-15", new Imds.V2024_03_15.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2024-07-17", new Imds.V2024_07_17.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("2025-04-07", new Imds.V2025_04_07.ImdsClient(options), async imds => await imds.Instance.GetAsync());
await Show("Imds", new ImdsClient(options), async imds => await imds.Instance.GetAsync());

static async Task Show<TClient, TInstance>(string version, TClient client, Func<TClient, Task<TInstance>> read)
    where TClient : IAsyncDisposable
{
    await using (client)
        Console.WriteLine($"{version} {JsonSerializer.Serialize(await read(client))}");
}
