using Grpc.Core;
using Grpc.Health.V1;
using ServiceTests.StorageProvider.Support;

namespace ServiceTests.StorageProvider;

public sealed class AccessTokenTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    public static TheoryData<string> Bad =>
    [
        "", "nonsense", "a.b.c",
        StorageProviderFixture.Token("einstein", key: "another key, with which somebody else has signed"),
        StorageProviderFixture.Token("einstein", new Past()),
        Tampered(StorageProviderFixture.Token("marie")),
        Unsigned(StorageProviderFixture.Token("einstein")),
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Call_WithABadToken_IsUnauthenticatedAtBothServices(string token)
    {
        var options = token.Length == 0 ? new CallOptions(cancellationToken: TestContext.Current.CancellationToken) : StorageProviderFixture.With(token);

        foreach (var call in new Func<Task>[]
        {
            async () => await provider.Provider.ListStorageSpacesAsync(new(), options),
            async () => await provider.Provider.StatAsync(new() { Ref = StorageProviderFixture.At("x") }, options),
            async () => await provider.Spaces.DeleteStorageSpaceAsync(new(), options),
        })
        {
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }
    }

    [Fact]
    public async Task EveryCall_WithoutAToken_IsUnauthenticated()
    {
        var methods = new object[] { provider.Provider, provider.Spaces, provider.Applications }
            .SelectMany(client => client.GetType().GetMethods()
                .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.GetParameters() is [_, { ParameterType.Name: nameof(CallOptions) }])
                .Select(method => (Client: client, Method: method)))
            .ToList();
        Assert.Equal(25, methods.Count);

        foreach (var (client, method) in methods)
        {
            var request = Activator.CreateInstance(method.GetParameters()[0].ParameterType)!;
            var call = method.Invoke(client, [request, new CallOptions(cancellationToken: TestContext.Current.CancellationToken)])!;
            var answer = (Task)call.GetType().GetProperty("ResponseAsync")!.GetValue(call)!;

            var thrown = await Assert.ThrowsAsync<RpcException>(() => answer);

            Assert.True(thrown.StatusCode == StatusCode.Unauthenticated, $"{method.Name} answered {thrown.StatusCode}.");
        }
    }

    [Fact]
    public async Task Health_WithoutAToken_IsServing()
    {
        var health = await new Health.HealthClient(provider.Channel).CheckAsync(new(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    // Another user in the middle part, under the signature of the first.
    private static string Tampered(string token)
    {
        var other = StorageProviderFixture.Token("einstein").Split('.');
        return $"{other[0]}.{other[1]}.{token.Split('.')[2]}";
    }

    // alg none: a token that says of itself that it needs no signature.
    private static string Unsigned(string token) => $"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{token.Split('.')[1]}.";

    private sealed class Past : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(-1);
    }
}
