using UploadProcessing.Ocdav;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.FirstSignIn;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.ServiceDefaults.Proxies;

if (args is [HashPassword.Command])
{
    return HashPassword.Run(Console.In, Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.AddProxies();
builder.AddProblems();
builder.AddUsers();
builder.AddStorageProvider();
builder.AddTransfers();
builder.AddBrowsers();
builder.AddPersonalSpaces();

var app = builder.Build();
app.UseProxies();
app.UseHttpLimits().UseResponseIdleTimeout();
app.MapDefaultEndpoints();
app.UseProblems();
app.UseBrowsers();
app.UsePersonalSpaces();
app.UseRateLimiter();
app.MapWebDav();
app.Run();
return 0;
