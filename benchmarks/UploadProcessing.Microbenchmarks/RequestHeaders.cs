using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Primitives;
using UploadProcessing.Tus;

namespace UploadProcessing.Microbenchmarks;

/// <summary>The rules of TUS for one request, from its header fields.</summary>
[MemoryDiagnoser]
public class RequestHeaders
{
    private static readonly Dictionary<string, StringValues> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Tus-Resumable"] = "1.0.0",
        ["Upload-Offset"] = "1048576",
        ["Upload-Length"] = "1073741824",
        ["Upload-Metadata"] = "filename aG9saWRheS5tb3Y=,mtime MTc2NDA3MTczNQ==",
        ["Upload-Checksum"] = "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
        ["Content-Type"] = "application/offset+octet-stream",
    };

    private readonly TusCapabilities _capabilities = new() { MaxSize = 1L << 40 };
    private readonly TusRequestHeaders _headers = new(name => Fields.TryGetValue(name, out var value) ? value : StringValues.Empty);

    [Benchmark]
    public bool Patch() => PatchRequest.Read(_headers, _capabilities, 1024).Error is null;

    [Benchmark]
    public bool Creation() => CreationRequest.Read(_headers, _capabilities, 0).Error is null;
}
