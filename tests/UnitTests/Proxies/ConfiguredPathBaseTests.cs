using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UnitTests.Proxies;

public sealed class ConfiguredPathBaseTests
{
    [Theory]
    [InlineData("/up/dav/x", "/up/dav/x", "/up", "/dav/x", "/dav/x")]
    [InlineData("/up", "/up", "/up", "/", "/")]
    [InlineData("/up/", "/up/?a=/up", "/up", "/", "/?a=/up")]
    [InlineData("/up", "/up?a", "/up", "/", "/?a")]
    [InlineData("/up/a b", "/up/a%20b", "/up", "/a b", "/a%20b")]
    [InlineData("/up/up/x", "http://up/up/up/x", "/up", "/up/x", "/up/x")]
    [InlineData("/dav/x", "/dav/x", "", "/dav/x", "/dav/x")]
    [InlineData("/upx", "/upx", "", "/upx", "/upx")]
    [InlineData("/UP/x", "/UP/x", "", "/UP/x", "/UP/x")]
    [InlineData("/up/x", "/y/../up/x", "", "/up/x", "/y/../up/x")]
    [InlineData("/x", "/up/../x", "", "/x", "/up/../x")]
    [InlineData("", "*", "", "", "*")]
    public void TakeOff_ThePath_IsNoPartOfWhatIsAskedFor(string path, string target, string pathBase, string restOfPath, string restOfTarget)
    {
        var features = new FeatureCollection();
        var request = new HttpRequestFeature { Path = path, RawTarget = target };
        features.Set<IHttpRequestFeature>(request);

        new ConfiguredPathBase("/up").TakeOff(features);

        Assert.Equal((pathBase, restOfPath, restOfTarget), (request.PathBase, request.Path, request.RawTarget));
    }
}
