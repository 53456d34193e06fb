using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.Microbenchmarks;

/// <summary>What each hop pays for a request before it touches a byte.</summary>
[MemoryDiagnoser]
public class TokenVerification
{
    private readonly TransferTokens _tokens = new(Options.Create(new TransferOptions { SigningKey = "3f9a2c7d5e8b1046a7c3d9e2f5b80417" }), TimeProvider.System);
    private string _token = "";

    [GlobalSetup]
    public void Sign()
    {
        var upload = UploadId.New();
        _token = _tokens.Protect(new TransferToken(
            upload, TransferOperation.Write, new Uri($"http://dataprovider/data/tus/{upload}"), SpaceId.New(), new UserId("einstein"),
            TimeProvider.System.GetUtcNow().AddDays(7)));
    }

    [Benchmark]
    public async Task<bool> Verify() => (await _tokens.VerifyAsync(_token, TransferOperation.Write)).Token is not null;
}
