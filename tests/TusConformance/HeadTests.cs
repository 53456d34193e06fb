namespace TusConformance;

/// <summary>TUS 1.0.0, Core Protocol, HEAD (clauses 7 and 8).</summary>
public sealed class HeadTests(Topology topology)
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("helloworld")]
    public async Task Head_AnyState_HasOffsetAndLengthAndIsNotCached(string received)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        if (received.Length > 0)
        {
            (await site.PatchAsync(upload, 0, received)).MustBe(204);
        }

        var head = await site.HeadAsync(upload);

        head.MustBe(200, 204);
        Assert.Equal(received.Length, head.Offset);
        Assert.Equal("10", head["Upload-Length"]);
        Assert.Contains("no-store", head.List("Cache-Control"));
        Assert.False(head.Has("Upload-Defer-Length"));
    }

    [Fact]
    public async Task Head_WhatIsNotThere_Is404Or410Or403WithoutAnOffset()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);
        await site.DeleteAsync(upload);

        var head = await site.HeadAsync(upload);

        head.MustBe(403, 404, 410);
        Assert.False(head.Has("Upload-Offset"));
    }
}
