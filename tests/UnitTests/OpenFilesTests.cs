using UploadProcessing.ServiceDefaults;

namespace UnitTests;

/// <summary>The limit of open files, as Linux writes it.</summary>
public sealed class OpenFilesTests
{
    private const string Header = "Limit                     Soft Limit           Hard Limit           Units     ";

    [Theory]
    [InlineData("Max open files            20000                1048576              files     ", 20000)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max locked memory         8388608              8388608              bytes     ", null)]
    public void Parse_ReadsTheSoftLimit(string line, int? limit) => Assert.Equal(limit, OpenFiles.Parse([Header, line]));
}
