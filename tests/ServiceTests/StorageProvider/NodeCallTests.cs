using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Google.Protobuf;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts.Transfer;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>Files and folders: made, described, moved, removed, and the tokens that let their bytes in and out.</summary>
public sealed class NodeCallTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    [Fact]
    public async Task Stat_Folder_SaysWhatItIs()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");

        var stat = await provider.Provider.StatAsync(new() { Ref = At(space, "./folder") }, As("marie"));

        Assert.Equal(Code.Ok, stat.Status.Code);
        Assert.Equal(
            (ResourceType.Container, "folder", "./folder", "httpd/unix-directory", "einstein"),
            (stat.Info.Type, stat.Info.Name, stat.Info.Path, stat.Info.MimeType, stat.Info.Owner.OpaqueId));
        Assert.Equal(Roles.Editor, stat.Info.PermissionSet);
        Assert.Equal(space, stat.Info.Space.Id.OpaqueId);
        Assert.Equal(Code.Ok, (await provider.Provider.StatAsync(new() { Ref = At(space, "", stat.Info.Id.OpaqueId) }, As("vera"))).Status.Code);
        Assert.Equal(stat.Info.ParentId.OpaqueId, (await provider.Provider.StatAsync(new() { Ref = At(space) }, As("vera"))).Info.Id.OpaqueId);
    }

    [Fact]
    public async Task TouchFile_WithATime_IsAnEmptyFileOfThatTime()
    {
        var space = await provider.CreateSpaceAsync();

        var made = await provider.Provider.TouchFileAsync(new() { Ref = At(space, "./empty.txt"), Opaque = Opaque(("X-OC-Mtime", "1600000000.5")) }, As("marie"));

        Assert.Equal(Code.Ok, made.Status.Code);
        var info = (await provider.Provider.StatAsync(new() { Ref = At(space, "./empty.txt") }, As("vera"))).Info;
        Assert.Equal(
            (ResourceType.File, 0UL, 1_600_000_000UL, 500_000_000U, "text/plain"),
            (info.Type, info.Size, info.Mtime.Seconds, info.Mtime.Nanos, info.MimeType));
        var download = await provider.Provider.InitiateFileDownloadAsync(new() { Ref = At(space, "./empty.txt") }, As("vera"));
        Assert.Equal("/data", Assert.Single(download.Protocols).DownloadEndpoint);
    }

    [Theory]
    [InlineData("./there", "marie", null, Code.AlreadyExists)]
    [InlineData("./folder", "marie", null, Code.AlreadyExists)]
    [InlineData("", "marie", null, Code.AlreadyExists)]
    [InlineData("./missing/new", "marie", null, Code.FailedPrecondition)]
    [InlineData("./there/new", "marie", null, Code.FailedPrecondition)]
    [InlineData("./new", "vera", null, Code.PermissionDenied)]
    [InlineData("./new", "stranger", null, Code.NotFound)]
    [InlineData("./new", "marie", "yesterday", Code.InvalidArgument)]
    public async Task TouchFile_WhereNoneCanBe_IsRefused(string path, string user, string? time, Code code)
    {
        var space = await provider.CreateSpaceAsync();
        await provider.TouchAsync(space, "./there");
        await provider.CreateFolderAsync(space, "./folder");

        var touched = await provider.Provider.TouchFileAsync(
            new() { Ref = At(space, path), Opaque = time is null ? null : Opaque(("X-OC-Mtime", time)) }, As(user));

        Assert.Equal(code, touched.Status.Code);
        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "./new"));
    }

    [Fact]
    public async Task Move_FileIntoAFolderByItsId_KeepsTheNode()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");
        await provider.TouchAsync(space, "./file");
        var file = (await provider.Provider.StatAsync(new() { Ref = At(space, "./file") }, As("marie"))).Info;
        var folder = (await provider.Provider.StatAsync(new() { Ref = At(space, "./folder") }, As("marie"))).Info;

        var moved = await provider.Provider.MoveAsync(
            new() { Source = At(space, "", file.Id.OpaqueId), Destination = At(space, "./renamed", folder.Id.OpaqueId) }, As("marie"));

        Assert.Equal(Code.Ok, moved.Status.Code);
        var now = (await provider.Provider.StatAsync(new() { Ref = At(space, "./folder/renamed") }, As("marie"))).Info;
        Assert.Equal((file.Id, file.Etag, folder.Id), (now.Id, now.Etag, now.ParentId));
        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "./file"));
    }

    [Theory]
    [InlineData("./file", "./other", "marie", Code.AlreadyExists)]
    [InlineData("./file", "./file", "marie", Code.AlreadyExists)]
    [InlineData("./folder", "./folder/in/itself", "marie", Code.FailedPrecondition)]
    [InlineData("./folder", "./folder/itself", "marie", Code.InvalidArgument)]
    [InlineData("./file", "./missing/file", "marie", Code.FailedPrecondition)]
    [InlineData("./missing", "./new", "marie", Code.NotFound)]
    [InlineData("", "./new", "einstein", Code.PermissionDenied)]
    [InlineData("./file", "", "marie", Code.InvalidArgument)]
    [InlineData("./file", "./new", "vera", Code.PermissionDenied)]
    [InlineData("./file", "./new", "stranger", Code.NotFound)]
    public async Task Move_ThatCannotBe_IsRefused(string from, string to, string user, Code code)
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");
        await provider.TouchAsync(space, "./file");
        await provider.TouchAsync(space, "./other");

        Assert.Equal(code, (await provider.Provider.MoveAsync(new() { Source = At(space, from), Destination = At(space, to) }, As(user))).Status.Code);

        Assert.Equal(Code.Ok, await provider.StatAsync(space, "./file"));
    }

    [Fact]
    public async Task Move_ToAnotherSpace_IsInvalid()
    {
        var (space, other) = (await provider.CreateSpaceAsync(), await provider.CreateSpaceAsync());
        await provider.TouchAsync(space, "./file");

        var moved = await provider.Provider.MoveAsync(new() { Source = At(space, "./file"), Destination = At(other, "./file") }, As("einstein"));

        Assert.Equal(Code.InvalidArgument, moved.Status.Code);
        Assert.Contains("another", moved.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_FolderThenAgain_IsNotFound()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");
        await provider.TouchAsync(space, "./folder/file");

        Assert.Equal(Code.PermissionDenied, await DeleteAsync(space, "./folder", "vera"));
        Assert.Equal(Code.Ok, await DeleteAsync(space, "./folder", "marie"));
        Assert.Equal(Code.NotFound, await DeleteAsync(space, "./folder", "marie"));
        Assert.Equal(Code.PermissionDenied, await DeleteAsync(space, "", "einstein"));
        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "./folder/file"));
    }

    [Theory]
    [InlineData("./folder", Code.AlreadyExists)]
    [InlineData("", Code.AlreadyExists)]
    [InlineData("./missing/new", Code.FailedPrecondition)]
    public async Task CreateContainer_ThatCannotBe_IsRefused(string path, Code code)
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");

        Assert.Equal(code, (await provider.Provider.CreateContainerAsync(new() { Ref = At(space, path) }, As("marie"))).Status.Code);
        Assert.Equal(Code.PermissionDenied, (await provider.Provider.CreateContainerAsync(new() { Ref = At(space, "./new") }, As("vera"))).Status.Code);
    }

    [Fact]
    public async Task InitiateFileUpload_Editor_GetsATokenBoundToUserAndSpace()
    {
        var space = await provider.CreateSpaceAsync();

        var begun = await provider.Provider.InitiateFileUploadAsync(
            new() { Ref = At(space, "./file"), Opaque = Opaque(("Upload-Length", "5"), ("Upload-Checksum", "adler32 00000001")) }, As("marie"));

        var simple = Assert.Single(begun.Protocols);
        var verified = await provider.Service<TransferTokens>().VerifyAsync(simple.Opaque.Map["token"].Value.ToStringUtf8(), TransferOperation.Write);
        Assert.True(verified.IsVerified(out var token, out _));
        Assert.Equal(("marie", space, begun.Opaque.Map["upload-id"].Value.ToStringUtf8()), (token.User.Value, token.Space.ToString(), token.Upload.ToString()));
        Assert.Equal(
            [ResourceChecksumType.Sha1, ResourceChecksumType.Md5, ResourceChecksumType.Adler32], simple.AvailableChecksums.Select(checksum => checksum.Type));
        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "./file"));
    }

    [Theory]
    [InlineData("Upload-Length", "-1")]
    [InlineData("Upload-Length", "1e3")]
    [InlineData("Upload-Length", "99999999999999999999")]
    [InlineData("Upload-Checksum", "crc32 00000000")]
    [InlineData("Upload-Checksum", "sha1 00")]
    [InlineData("X-OC-Mtime", "never")]
    public async Task InitiateFileUpload_OpaqueThatCannotBeRead_IsInvalid(string key, string value)
    {
        var space = await provider.CreateSpaceAsync();

        Assert.Equal(Code.InvalidArgument, (await provider.Provider.InitiateFileUploadAsync(
            new() { Ref = At(space, "./file"), Opaque = Opaque((key, value)) }, As("marie"))).Status.Code);
    }

    [Fact]
    public async Task InitiateFileUploadAndDownload_WhatCannotBe_AreRefused()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");
        await provider.TouchAsync(space, "./file");

        Assert.Equal(Code.FailedPrecondition, (await provider.Provider.InitiateFileUploadAsync(new() { Ref = At(space, "./folder") }, As("marie"))).Status.Code);
        Assert.Equal(Code.PermissionDenied, (await provider.Provider.InitiateFileUploadAsync(new() { Ref = At(space, "./new") }, As("vera"))).Status.Code);
        Assert.Equal(Code.Aborted, (await provider.Provider.InitiateFileUploadAsync(new() { Ref = At(space, "./file"), IfNotExist = true }, As("marie"))).Status.Code);
        Assert.Equal(Code.Aborted, (await provider.Provider.InitiateFileUploadAsync(new() { Ref = At(space, "./file"), IfMatch = "\"no\"" }, As("marie"))).Status.Code);
        Assert.Equal(Code.FailedPrecondition, (await provider.Provider.InitiateFileDownloadAsync(new() { Ref = At(space, "./folder") }, As("vera"))).Status.Code);
        Assert.Equal(Code.NotFound, (await provider.Provider.InitiateFileDownloadAsync(new() { Ref = At(space, "./missing") }, As("vera"))).Status.Code);
    }

    private static Opaque Opaque(params (string Key, string Value)[] entries)
    {
        var opaque = new Opaque();
        foreach (var (key, value) in entries)
        {
            opaque.Map[key] = new OpaqueEntry { Decoder = "plain", Value = ByteString.CopyFromUtf8(value) };
        }

        return opaque;
    }

    private async Task<Code> DeleteAsync(string space, string path, string user) =>
        (await provider.Provider.DeleteAsync(new() { Ref = At(space, path) }, As(user))).Status.Code;
}
