using MudBlazor.Services;
using UploadProcessing.Dashboard;
using UploadProcessing.Dashboard.Components;
using UploadProcessing.Dashboard.Receiving;
using UploadProcessing.Dashboard.Uploads;
using UploadProcessing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddReceiving();
builder.AddSignIn();
builder.Services.AddUploads();
builder.Services.AddMudServices();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UsePageHeaders();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapReceiving();
app.MapSignIn();
app.MapStaticAssets();
app.MapVendored();
app.MapDiagrams();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
app.Run();
