namespace TusConformance;

/// <summary>A client that lost the answer to its creation asks again with the same <c>Idempotency-Key</c> and gets the same upload.</summary>
public sealed class IdempotencyTests(Topology topology)
{
    [Fact]
    public async Task Post_AgainWithTheKey_IsTheSameUpload()
    {
        using var site = await TusSite.OpenAsync(topology);
        var key = $"Idempotency-Key: {Guid.NewGuid()}";
        var name = TusSite.NewName();
        var first = await site.CreateAsync(name, "Upload-Length: 10", key);
        await site.PatchAsync(first, 0, "hello");

        var second = await site.CreateAsync(name, "Upload-Length: 10", key);

        Assert.Equal(5, (await site.HeadAsync(second)).Offset);
    }

    [Fact]
    public async Task Post_AgainAfterTheFileIsThere_DoesNotMakeAnother()
    {
        using var site = await TusSite.OpenAsync(topology);
        string[] headers = [TusSite.Metadata(TusSite.NewName()), "Upload-Length: 5", TusSite.BodyType, $"Idempotency-Key: {Guid.NewGuid()}"];
        var first = (await site.PostWithAsync("hello", headers)).MustBe(201);

        var second = (await site.PostWithAsync("hello", headers)).MustBe(201);

        Assert.Equal(5, second.Offset);
        var head = await site.HeadAsync(second.Location);
        Assert.Equal((await site.HeadAsync(first.Location)).Offset, head.MustBe(200).Offset);
    }

    [Fact]
    public async Task Post_WithAnotherKey_IsAnotherUpload()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var first = await site.CreateAsync(name, "Upload-Length: 10", $"Idempotency-Key: {Guid.NewGuid()}");
        await site.PatchAsync(first, 0, "hello");

        var second = await site.CreateAsync(name, "Upload-Length: 10", $"Idempotency-Key: {Guid.NewGuid()}");

        Assert.Equal(0, (await site.HeadAsync(second)).Offset);
    }
}
