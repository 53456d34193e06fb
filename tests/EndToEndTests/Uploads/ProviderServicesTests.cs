using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;

namespace EndToEndTests.Uploads;

/// <summary>What storageprovider offers beside CS3, to probes and to people with grpcurl; neither needs a user.</summary>
public sealed class ProviderServicesTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_IsServing()
    {
        using var channel = Channel();

        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Stop);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task Reflection_NamesBothServicesOfCs3()
    {
        using var channel = Channel();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Stop);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Stop);
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(Stop));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);

        Assert.Superset(
            new HashSet<string> { "cs3.storage.provider.v1beta1.ProviderAPI", "cs3.storage.provider.v1beta1.SpacesAPI" }, names.ToHashSet());
    }

    private GrpcChannel Channel() => GrpcChannel.ForAddress(topology.App.GetEndpoint("storageprovider", "grpc"));
}
