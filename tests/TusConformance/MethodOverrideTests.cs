namespace TusConformance;

/// <summary>TUS 1.0.0, Core Protocol, X-HTTP-Method-Override: "The actual method of the request MUST be ignored" (clause 6).</summary>
public sealed class MethodOverrideTests(Topology topology)
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task AnyMethod_OverriddenByPatch_Appends(string method)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var patched = await site.SendAsync(
            method, upload, "hello", TusSite.Version, TusSite.BodyType, "Upload-Offset: 0", "X-HTTP-Method-Override: PATCH");

        Assert.Equal(204, patched.Status);
        Assert.Equal(5, patched.Offset);
        Assert.Equal(5, (await site.HeadAsync(upload)).Offset);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public async Task AnyMethod_OverriddenByDelete_Terminates(string method)
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(10);

        var deleted = await site.SendAsync(method, upload, null, TusSite.Version, "X-HTTP-Method-Override: DELETE", "Content-Length: 0");

        Assert.Equal(204, deleted.Status);
        (await site.HeadAsync(upload)).MustBe(404, 410);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task AnyMethod_OverriddenByPost_Creates(string method)
    {
        using var site = await TusSite.OpenAsync(topology);

        var created = await site.SendAsync(
            method, site.CreationUrl, null, TusSite.Version, "X-HTTP-Method-Override: POST", "Content-Length: 0", "Upload-Length: 5",
            TusSite.Metadata(TusSite.NewName()));

        Assert.Equal(201, created.Status);
        Assert.Equal(0, (await site.HeadAsync(created.Location)).Offset);
    }
}
