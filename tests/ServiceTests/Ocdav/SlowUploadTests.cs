using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav;

/// <summary>Against a server that is impatient: nobody pauses in the tests beside these.</summary>
public sealed class SlowUploadTests(SlowUploadTests.Impatient ocdav) : IClassFixture<SlowUploadTests.Impatient>
{
    [Fact]
    public async Task Put_SlowerThanAllowed_Returns408()
    {
        ocdav.Reset();
        ocdav.OnData = context => context.Request.Body.CopyToAsync(Stream.Null);
        await using var connection = await RawConnection.OpenAsync(ocdav.Address);

        await connection.SendHeadAsync($"PUT {OcdavFixture.Url("slow.bin")}", "Content-Length: 1000000");
        await connection.SendAsync("only the beginning");

        var answer = await connection.ReadUntilAsync("too slowly");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    public sealed class Impatient : OcdavFixture
    {
        protected override string[] Settings => ["--TransferRates:MinimumBytesPerSecond=1000000", "--TransferRates:Grace=00:00:02"];
    }
}
