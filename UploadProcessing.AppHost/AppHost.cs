using Microsoft.Extensions.Configuration;
using UploadProcessing.AppHost;
using UploadProcessing.AppHost.Resources;

StartupProblem.IsPrintedPlainly();

var builder = DistributedApplication.CreateBuilder(args);

// `--data DIR` is short for `--Uploads:DataRoot=DIR`. A bare key "data" would also be read from an environment variable
// that happens to be called DATA. A relative DIR is relative to where the command was given.
builder.Configuration.AddCommandLine(args, new Dictionary<string, string> { ["--data"] = "Uploads:DataRoot" });
var dataRoot = Path.GetFullPath(builder.Configuration["Uploads:DataRoot"] ?? Path.Combine(builder.AppHostDirectory, "..", "data"));

// Made at the first start and kept in the user secrets; a deployment is asked for its own.
var transferKey = builder.AddSigningKey("transfer-signing-key");    // the {jwt} of an upload or download
var accessKey = builder.AddSigningKey("access-signing-key");        // x-access-token: the user, as ocdav tells storageprovider

// Ports: each participant's Properties/launchSettings.json; storageprovider has two, in its appsettings.json, Kestrel:Endpoints.
var adminToken = builder.AddSigningKey(RunFileBuilder.AdminToken);   // what operators show at the Admin API

var nats = builder.AddNatsServer("nats", port: 9206, dataRoot);

var scanner = builder.AddVirusScanner("clamav", dataRoot);

var dataprovider = builder.AddParticipant<Projects.dataprovider>("dataprovider")
    .WithReference(nats)                                            // not WaitFor: diagrams 1 and 2 work with NATS down
    .WithEnvironment("Transfer__SigningKey", transferKey)
    .WithHttpEndpoint(port: 9208, name: "admin", env: "Administration__Port")
    .WithEnvironment("Administration__Token", adminToken)
    .WithDataRoot(dataRoot);

var processing = builder.AddParticipant<Projects.processing>("processing")
    .WithReference(nats).WaitFor(nats)
    .WithReference(dataprovider.GetEndpoint("http"))                // steps read the bytes over HTTP
    .WithEnvironment("Transfer__SigningKey", transferKey);
if (scanner is not null)
{
    processing.WithEnvironment("Processing__Steps__virusscan__Address", scanner);
}

var datagateway = builder.AddParticipant<Projects.datagateway>("datagateway")
    .WithReference(dataprovider.GetEndpoint("http")).WaitFor(dataprovider)
    .WithEnvironment("Transfer__SigningKey", transferKey)
    .WithExternalHttpEndpoints();

processing.WithEnvironment("Transfer__PublicDataUrl", datagateway.GetEndpoint("http"));     // where a webhook's receiver reads the bytes
dataprovider.WithEnvironment("Transfer__PublicDataUrl", datagateway.GetEndpoint("http"));   // where a client asks what became of its upload

var storageprovider = builder.AddParticipant<Projects.storageprovider>("storageprovider")
    .WithEnvironment("Transfer__SigningKey", transferKey)
    .WithEnvironment("Access__SigningKey", accessKey)
    .WithDataRoot(dataRoot)
    .WithDevelopmentSteps(hasScanner: scanner is not null);

var ocdav = builder.AddParticipant<Projects.ocdav>("ocdav")
    .WithReference(storageprovider.GetEndpoint("grpc")).WaitFor(storageprovider)
    .WithReference(dataprovider.GetEndpoint("http")).WaitFor(dataprovider)      // diagram 1: PUT /data goes there directly
    .WithReference(datagateway.GetEndpoint("http"))
    .WithEnvironment("Access__SigningKey", accessKey)
    .WithExternalHttpEndpoints();

dataprovider.WithEnvironment("Tus__PublicDavUrl", ocdav.GetEndpoint("http"));       // a finished upload's URL leads to its file

var dashboard = builder.AddDashboard(dataprovider, adminToken, ocdav, processing, datagateway, storageprovider);

ocdav.AddUploadCommands(dataprovider, adminToken, dashboard, Path.GetFullPath("../README.md", builder.AppHostDirectory), scans: scanner is not null);

builder.AddStartScreen(dataRoot);

await builder.Build().RunAsync();
