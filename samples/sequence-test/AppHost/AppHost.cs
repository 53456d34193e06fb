var builder = DistributedApplication.CreateBuilder(args);

var stock = builder.AddProject<Projects.stock>("stock").WithHttpHealthCheck("/health");

builder.AddProject<Projects.shop>("shop").WithHttpHealthCheck("/health")
    .WithEnvironment("STOCK_URL", stock.GetEndpoint("http")).WaitFor(stock);

await builder.Build().RunAsync();
