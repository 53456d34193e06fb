using System.Globalization;

namespace TusConformance;

/// <summary>TUS 1.0.0, Core Protocol, OPTIONS, and what each extension has to announce (clauses 4, 5, 16, 22, 23, 24, 26, 28, 30, 32).</summary>
public sealed class OptionsTests(Topology topology)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Options_AnywhereWithoutCredentials_HasTheVersions(bool ofTheUpload)
    {
        using var site = await TusSite.OpenAsync(topology);
        var url = ofTheUpload ? await site.CreateAsync(10) : site.CreationUrl;

        var options = await Wire.SendAsync("OPTIONS", url, []);

        options.MustBe(200, 204);
        Assert.Equal("1.0.0", options.List("Tus-Version")[0]);
    }

    [Fact]
    public async Task Options_AnotherVersion_IsIgnored()
    {
        using var site = await TusSite.OpenAsync(topology);

        var options = await Wire.SendAsync("OPTIONS", site.CreationUrl, ["Tus-Resumable: 0.2.2"]);

        options.MustBe(200, 204);
        Assert.Equal("1.0.0", options["Tus-Version"]);
    }

    [Theory]
    [InlineData("creation")]
    [InlineData("creation-with-upload")]
    [InlineData("creation-defer-length")]
    [InlineData("expiration")]
    [InlineData("checksum")]
    [InlineData("checksum-trailer")]
    [InlineData("termination")]
    [InlineData("concatenation")]
    [InlineData("concatenation-unfinished")]
    [InlineData("respond-async")]
    public async Task Options_EveryExtension_IsAnnounced(string extension)
    {
        using var site = await TusSite.OpenAsync(topology);

        var options = await Wire.SendAsync("OPTIONS", site.CreationUrl, []);

        Assert.Contains(extension, options.List("Tus-Extension"));
    }

    [Fact]
    public async Task Options_TheMaximum_IsAnInteger()
    {
        using var site = await TusSite.OpenAsync(topology);

        var options = await Wire.SendAsync("OPTIONS", site.CreationUrl, []);

        Assert.True(long.TryParse(options["Tus-Max-Size"], NumberStyles.None, CultureInfo.InvariantCulture, out _), options["Tus-Max-Size"]);
    }

    [Fact]
    public async Task Options_ChecksumAlgorithms_HaveNoUpperCaseAndSha1IsAmongThem()
    {
        using var site = await TusSite.OpenAsync(topology);

        var algorithms = (await Wire.SendAsync("OPTIONS", site.CreationUrl, [])).List("Tus-Checksum-Algorithm");

        Assert.Contains("sha1", algorithms);
        Assert.All(algorithms, name => Assert.DoesNotContain(name, char.IsAsciiLetterUpper));
    }

    [Fact]
    public async Task Options_OfAnUpload_AreThoseOfTheCreation()
    {
        using var site = await TusSite.OpenAsync(topology);

        var creation = await Wire.SendAsync("OPTIONS", site.CreationUrl, []);
        var upload = await Wire.SendAsync("OPTIONS", await site.CreateAsync(10), []);

        Assert.All(["Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"], name => Assert.Equal(creation[name], upload[name]));
    }
}
