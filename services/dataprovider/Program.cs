using UploadProcessing.DataProvider;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Simple;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.DataProvider.Tus;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Sweeping;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddUploadStorage();
builder.AddUploadSweeping();
builder.AddUploadEvents();
builder.AddDataPath();
builder.Services.AddTransferTokens();
builder.AddTus();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapPutContent();
app.MapGetContent();
app.MapTus();
app.Run();
