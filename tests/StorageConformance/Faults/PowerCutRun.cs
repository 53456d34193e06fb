using UploadProcessing.Storage.Blobs;

namespace StorageConformance.Faults;

/// <summary>One run of a scenario with one fault in it, and what must be true afterwards.</summary>
internal static class PowerCutRun<TDriver>
    where TDriver : PowerCutDriver, new()
{
    /// <summary>The calls of the scenario.</summary>
    public static async Task<IReadOnlyList<string>> CallsAsync(Scenario scenario)
    {
        await using var driver = New(seed: 0);
        var client = await BeginAsync(driver, scenario);
        driver.Points.Start();
        await scenario.Disturbed(client);
        return [.. driver.Points.Calls];
    }

    /// <summary>Cuts the power in place of one call, or after the last.</summary>
    public static async Task CutAsync(Scenario scenario, int call, int seed)
    {
        await using var driver = New(seed);
        var client = await BeginAsync(driver, scenario);
        driver.Points.Start(call);
        await TryAsync(() => scenario.Disturbed(client));
        await AfterwardsAsync(driver, client);
    }

    /// <summary>Lets the disk fail at one call; the process lives on. Then, when all has been answered, cuts the power.</summary>
    public static async Task FailAsync(Scenario scenario, int call, int error, int seed)
    {
        await using var driver = New(seed);
        var client = await BeginAsync(driver, scenario);
        driver.Points.StartFailing(call, error);
        await TryAsync(() => scenario.Disturbed(client));
        await TryAsync(client.ResumeAsync);
        await AfterwardsAsync(driver, client);
    }

    /// <summary>Does a few things in any order, with faults and power cuts anywhere, recovery included.</summary>
    /// <returns>How often the power was cut.</returns>
    public static async Task<int> RandomAsync(int seed)
    {
        await using var driver = New(seed);
        var random = driver.Chance;
        var client = await BeginAsync(driver, Scenario.All[0]);
        var state = new StoredState(driver, client);
        var rounds = random.Next(2, 6);
        for (var round = 0; round < rounds; round++)
        {
            if (random.Next(4) == 0)
            {
                driver.Points.StartFailing(random.Next(1, 60), random.Next(2) == 0 ? 28 : 5);
            }
            else
            {
                driver.Points.Start(random.Next(1, 120));
            }

            for (var left = random.Next(1, 10); left > 0 && !driver.Points.Ended; left--)
            {
                await TryAsync(() => Scenario.AnythingAsync(client, random));
            }

            await driver.CutAsync();
            await state.CheckAsync();
        }

        await client.ResumeAsync();
        await client.SweepAsync();
        await state.CheckSweptAsync();
        return rounds;
    }

    /// <summary>A new client is served as if nothing had been.</summary>
    public static async Task WorksAsync(TDriver driver)
    {
        var client = new RememberingClient(driver);
        await client.CreateSpaceAsync();
        await client.PutAsync("new", Scenario.Content(300, 9));
        await new StoredState(driver, client).CheckAsync();
    }

    private static async Task AfterwardsAsync(TDriver driver, RememberingClient client)
    {
        var where = driver.Points.ToString();
        try
        {
            await driver.CutAsync();
            var state = new StoredState(driver, client);
            await state.CheckAsync();
            await client.ResumeAsync();
            await client.PutAsync("new", Scenario.Content(300, 9));
            await client.SweepAsync();
            await state.CheckSweptAsync();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"A promise was broken {where}: {exception.Message}", exception);
        }
    }

    private static TDriver New(int seed)
    {
        var driver = new TDriver { Chance = new Random(seed) };
        driver.Settings["Uploads:RevisionsKept"] = "2";
        return driver;
    }

    private static async Task<RememberingClient> BeginAsync(TDriver driver, Scenario scenario)
    {
        var client = new RememberingClient(driver);
        // Both stores are open before anything is counted: making their folders is another test.
        driver.Get<IBlobStore>();
        await client.CreateSpaceAsync();
        await scenario.Before(client);
        return client;
    }

    private static async Task TryAsync(Func<Task> disturbed)
    {
        try
        {
            await disturbed();
        }
        catch (Exception exception) when (exception is ProcessEndedException or IOException)
        {
            // The end of the process, or a 500 or 507.
        }
    }
}
