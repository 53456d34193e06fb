using System.Diagnostics;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UnitTests.Proxies;

/// <summary>RFC 7239, 4 and 6.</summary>
public sealed class ForwardedHeaderTests
{
    [Theory]
    [InlineData("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60 http -")]
    [InlineData("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17 - -")]
    [InlineData("for=192.0.2.43, for=198.51.100.17", "192.0.2.43 - -|198.51.100.17 - -")]
    [InlineData("for=192.0.2.43,for=\"[2001:db8:cafe::17]\";host=a.example", "192.0.2.43 - -|2001:db8:cafe::17 - a.example")]
    [InlineData("for=\"192.0.2.43:47011\";host=\"files.example.org:8443\";proto=HTTPS", "192.0.2.43 https files.example.org:8443")]
    [InlineData("for=192.0.2.43:47011", "192.0.2.43 - -")]
    [InlineData("for=unknown", "- - -")]
    [InlineData("for=_hidden, for=_SEVKISEK;proto=https", "- - -|- https -")]
    [InlineData("for=\"192.0.2.43:_port\"", "- - -")]
    [InlineData(" for=192.0.2.43 ; proto=https ,\tfor=192.0.2.44 ", "192.0.2.43 https -|192.0.2.44 - -")]
    [InlineData(";;for=192.0.2.43;,,", "192.0.2.43 - -")]
    [InlineData("secret=\"a, for=6.6.6.6; \\\" b\";for=192.0.2.43", "192.0.2.43 - -")]
    [InlineData("", "")]
    public void Parse_WellFormed_IsItsElements(string header, string elements) => Assert.Equal(elements, Text(ForwardedHeader.Parse([header])));

    [Fact]
    public void Parse_SeveralLines_AreOneList() =>
        Assert.Equal("192.0.2.43 - -|198.51.100.17 - -", Text(ForwardedHeader.Parse(["for=192.0.2.43", "for=198.51.100.17"])));

    [Theory]
    [InlineData("for=\", for=192.0.2.43")]
    [InlineData("for=\"192.0.2.43\\\"")]
    [InlineData("for=1.1.1.1;for=2.2.2.2")]
    [InlineData("for")]
    [InlineData("for=")]
    [InlineData("=192.0.2.43")]
    [InlineData("for =192.0.2.43")]
    [InlineData("for=192.0.2.43 proto=https")]
    public void Parse_Malformed_IsNothing(string header) => Assert.Null(ForwardedHeader.Parse([header]));

    [Theory]
    [InlineData(" ")]
    [InlineData("\\\"")]
    [InlineData("a=\"")]
    [InlineData("a")]
    public void Parse_TheLongestHeaderOfOneThing_TakesNoTime(string thing)
    {
        var started = Stopwatch.StartNew();

        ForwardedHeader.Parse([string.Concat(Enumerable.Repeat(thing, 200_000)) + "\u0001"]);

        Assert.True(started.Elapsed < TimeSpan.FromSeconds(2), $"It took {started.Elapsed}.");
    }

    private static string? Text(IReadOnlyList<ForwardedElement>? elements) => elements is null ? null : string.Join('|', elements.Select(
        element => $"{element.For?.ToString() ?? "-"} {element.Proto ?? "-"} {element.Host ?? "-"}"));
}
