using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class TusCorsTests
{
    [Fact]
    public void ExposedHeaders_EveryFieldOfAnAnswer_IsAmongThem()
    {
        var upload = new TusUpload { Offset = 5, Length = 10, Metadata = "a", Concat = "partial", ExpiresAt = DateTimeOffset.UnixEpoch };
        var answers = TusAnswer.Options(new TusCapabilities { MaxSize = 1 })
            .Concat(TusAnswer.Created(upload, "/x", withUpload: true))
            .Concat(TusAnswer.Head(upload))
            .Concat(TusAnswer.Head(upload with { Length = null }))
            .Select(field => field.Key);

        // Cache-Control is one of the few that every page may read.
        Assert.Empty(answers.Except([.. TusCors.ExposedHeaders, TusHeaders.CacheControl]));
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("content-type")]
    [InlineData("tus-resumable")]
    [InlineData("upload-length")]
    [InlineData("upload-defer-length")]
    [InlineData("upload-metadata")]
    [InlineData("upload-offset")]
    [InlineData("upload-checksum")]
    [InlineData("upload-concat")]
    [InlineData("x-http-method-override")]
    [InlineData("prefer")]
    public void RequestHeaders_WhatBrowserClientsSend_IsAmongThem(string name) =>
        Assert.Contains(name, TusCors.RequestHeaders, StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public void Methods_EveryOneOfTheProtocol_IsAmongThem(string method) => Assert.Contains(method, TusCors.Methods);
}
