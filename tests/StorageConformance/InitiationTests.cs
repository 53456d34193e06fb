using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>What is refused before the first byte, and what a refusal leaves behind: nothing.</summary>
public abstract class InitiationTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    [Fact]
    public async Task Begin_ByEditor_ReservesTheLengthAndShowsNothing()
    {
        var begun = await BeginAsync("new.bin", length: 10, user: Marie);

        Assert.Equal(UploadState.Receiving, begun.Session?.State);
        Assert.Equal(10, (await SpaceAsync()).ReservedBytes);
        Assert.Equal(Refusal.NotFound, (await FindAsync("new.bin")).Refusal);
    }

    [Fact]
    public async Task Begin_ByViewer_IsDenied() => await RefusedAsync(Refusal.Denied, await BeginAsync("new.bin", user: Viewer));

    [Fact]
    public async Task Begin_ByStranger_IsNotFound() => await RefusedAsync(Refusal.NotFound, await BeginAsync("new.bin", user: Stranger));

    [Fact]
    public async Task Begin_UnknownSpace_IsNotFound() => await RefusedAsync(Refusal.NotFound, await BeginAsync("new.bin", space: SpaceId.New()));

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\r\nb")]
    [InlineData("folder/../x")]
    [InlineData("a//b")]
    public async Task Begin_NameThatIsNone_IsInvalid(string path) => await RefusedAsync(Refusal.Invalid, await BeginAsync(path));

    // Not as InlineData: attributes cannot hold half a surrogate pair.
    [Fact]
    public async Task Begin_NameThatIsNoUnicode_IsInvalid() => await RefusedAsync(Refusal.Invalid, await BeginAsync("\ud800"));

    [Fact]
    public async Task Begin_NameOf256Bytes_IsInvalidAndOf255IsNot()
    {
        await RefusedAsync(Refusal.Invalid, await BeginAsync(new string('ä', 128)));
        Assert.NotNull((await BeginAsync(new string('ä', 127) + "x")).Session);
    }

    [Fact]
    public async Task Begin_ParentMissing_IsRefused() => await RefusedAsync(Refusal.ParentMissing, await BeginAsync("missing/new.bin"));

    [Fact]
    public async Task Begin_ParentIsAFile_IsRefused()
    {
        await UploadAsync("file", "x");

        await RefusedAsync(Refusal.ParentMissing, await BeginAsync("file/new.bin"));
    }

    [Fact]
    public async Task Begin_TargetIsAFolder_IsRefused()
    {
        await CreateFolderAsync("folder");

        await RefusedAsync(Refusal.WrongKind, await BeginAsync("folder"));
    }

    [Fact]
    public async Task Begin_EtagOfAnotherRevision_FailsThePrecondition()
    {
        var old = await UploadAsync("file", "one");
        await UploadAsync("file", "two");

        await RefusedAsync(Refusal.PreconditionFailed, await BeginAsync("file", when: new(IfMatch: old.File!.ETag)));
    }

    [Fact]
    public async Task Begin_IfNotExistAndItDoes_FailsThePrecondition()
    {
        await UploadAsync("file", "one");

        await RefusedAsync(Refusal.PreconditionFailed, await BeginAsync("file", when: new(IfNotExist: true)));
    }

    [Fact]
    public async Task Begin_MoreThanTheQuotaLeaves_IsRefused()
    {
        var small = await CreateSpaceAsync(quota: 100);
        Assert.NotNull((await BeginAsync("a", length: 60, space: small)).Session);

        Assert.Equal(Refusal.NoSpace, (await BeginAsync("b", length: 41, space: small)).Refusal);
        Assert.NotNull((await BeginAsync("b", length: 40, space: small)).Session);
        Assert.Equal(100, (await SpaceAsync(small)).ReservedBytes);
    }

    [Fact]
    public async Task Begin_LongerThanAnyFileMayBe_IsRefused() =>
        await RefusedAsync(Refusal.TooLarge, await BeginAsync("new.bin", length: long.MaxValue));

    [Fact]
    public async Task Begin_ManyOfTheLargest_NeverLeaveTheRangeOfTheStore()
    {
        var largest = new UploadOptions().MaximumLength;
        // As tens of thousands of sessions would, each with the largest length, in a space without a quota.
        await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
        {
            await transaction.Spaces.CountAsync(Space, used: 0, reserved: (1L << 60) - largest);
            return true;
        }, Stop);

        Assert.NotNull((await BeginAsync("last", length: largest)).Session);
        Assert.Equal(Refusal.NoSpace, (await BeginAsync("more", length: largest)).Refusal);
        Assert.NotNull((await BeginAsync("small", length: 0)).Session);
    }

    [Fact]
    public async Task Begin_BelowAFolderNamedByItsId_IsThatFolder()
    {
        await CreateFolderAsync("folder");
        var folder = (await FindAsync("folder")).Node!;

        var begun = await Driver.Get<UploadInitiation>().BeginAsync(
            new UploadRequest(new(Space, folder.Id, ["file"]), 0, null, null, UploadPreconditions.None, null), Einstein, Stop);

        Assert.Equal(folder.Id, begun.Session?.Parent);
    }

    [Fact]
    public async Task Begin_IfUnmodifiedSinceInWholeSeconds_HoldsForTheFileItWasReadFrom()
    {
        var file = (await UploadAsync("file", "one")).File!;
        var lastModified = DateTimeOffset.FromUnixTimeSeconds(file.ModifiedAt.ToUnixTimeSeconds());

        Assert.NotNull((await BeginAsync("file", when: new(IfUnmodifiedSince: lastModified))).Session);
        Assert.Equal(Refusal.PreconditionFailed, (await BeginAsync("file", when: new(IfUnmodifiedSince: lastModified.AddSeconds(-1)))).Refusal);
    }

    [Fact]
    public async Task Ensure_UnknownLength_ReservesUpToTheQuotaAndNoFurther()
    {
        var small = await CreateSpaceAsync(quota: 100);
        var session = (await BeginAsync("a", length: null, space: small)).Session!;
        var reservation = Driver.Get<UploadReservation>();

        Assert.Equal(100, (await reservation.EnsureAsync(session, 10, Stop)).Session?.ReservedBytes);
        Assert.Equal(Refusal.NoSpace, (await reservation.EnsureAsync(session, 101, Stop)).Refusal);
        Assert.Equal(100, (await SpaceAsync(small)).ReservedBytes);
    }

    private async Task RefusedAsync(Refusal refusal, InitiationResult result)
    {
        Assert.Equal(refusal, result.Refusal);
        Assert.NotNull(result.Detail);
        Assert.Equal(0, (await SpaceAsync()).ReservedBytes);
    }
}
