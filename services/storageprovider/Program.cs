using UploadProcessing.ServiceDefaults;
using UploadProcessing.Storage;
using UploadProcessing.StorageProvider;
using UploadProcessing.StorageProvider.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddUploadStorage();
builder.Services.AddTransferTokens().AddAccessTokens();
builder.Services.AddStorageProvider();
builder.AddDevelopmentSpaces();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGrpcService<ProviderService>();
app.MapGrpcService<SpacesService>();
app.MapGrpcService<ApplicationsService>();
app.MapGrpcService<GatewayService>();
app.MapGrpcService<UploadEventsService>();
app.MapGrpcHealthChecksService();
app.MapGrpcReflectionService();
app.Run();
