using System.Globalization;

namespace TusConformance;

/// <summary>TUS 1.0.0, Creation, POST (clauses 1, 17, 18 and 19).</summary>
public sealed class CreationTests(Topology topology)
{
    [Fact]
    public async Task Post_ALength_Is201WithTheUploadsUrl()
    {
        using var site = await TusSite.OpenAsync(topology);

        var created = await site.PostAsync(TusSite.Metadata(TusSite.NewName()), "Upload-Length: 10");

        Assert.Equal(201, created.Status);
        Assert.Equal(site.GatewayUrl.Authority, created.Location.Authority);
        Assert.StartsWith("/data/", created.Location.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(0, (await site.HeadAsync(created.Location)).Offset);
    }

    [Theory]
    [InlineData("X-Nothing: 1")]
    [InlineData("Upload-Defer-Length: 0")]
    [InlineData("Upload-Defer-Length: 2")]
    [InlineData("Upload-Defer-Length: true")]
    [InlineData("Upload-Defer-Length:")]
    [InlineData("Upload-Length: 5", "Upload-Defer-Length: 1")]
    [InlineData("Upload-Length: 5", "Upload-Length: 5")]
    [InlineData("Upload-Length: +5")]
    [InlineData("Upload-Length: -5")]
    [InlineData("Upload-Length: 5.0")]
    [InlineData("Upload-Length: 5e0")]
    [InlineData("Upload-Length: five")]
    [InlineData("Upload-Length:")]
    [InlineData("Upload-Length: 18446744073709551616")]
    public async Task Post_NotExactlyOneLength_Is400(params string[] headers)
    {
        using var site = await TusSite.OpenAsync(topology);

        var refused = await site.PostAsync([TusSite.Metadata(TusSite.NewName()), .. headers]);

        Assert.Equal(400, refused.Status);
        Assert.False(refused.Has("Location"));
    }

    [Fact]
    public async Task Post_AboveTheMaximum_Is413()
    {
        using var site = await TusSite.OpenAsync(topology);
        var maximum = long.Parse((await Wire.SendAsync("OPTIONS", site.CreationUrl, []))["Tus-Max-Size"]!, CultureInfo.InvariantCulture);

        var refused = await site.PostAsync(TusSite.Metadata(TusSite.NewName()), $"Upload-Length: {maximum + 1}");

        Assert.Equal(413, refused.Status);
    }

    [Fact]
    public async Task Post_LengthZero_IsAFileAtOnce()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();

        var upload = await site.CreateAsync(name, 0);

        Assert.Equal("", await site.ContentAsync(name));
        var head = await site.HeadAsync(upload);
        Assert.Equal((0, "0"), (head.Offset, head["Upload-Length"]));
    }

    [Fact]
    public async Task Post_ToAnUploadsUrl_CreatesNothing()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(5);

        var refused = await site.SendAsync("POST", upload, "hello", TusSite.Version, TusSite.BodyType, "Upload-Length: 5", "Upload-Offset: 0");

        refused.MustBe(405);
        Assert.Equal(0, (await site.HeadAsync(upload)).Offset);
    }

    [Fact]
    public async Task Post_WithoutCredentials_Is401()
    {
        using var site = await TusSite.OpenAsync(topology);

        var refused = await Wire.SendAsync("POST", site.CreationUrl, [TusSite.Version, "Upload-Length: 5", TusSite.Metadata(TusSite.NewName())]);

        Assert.Equal(401, refused.Status);
    }
}
