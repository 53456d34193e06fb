// Drives storageprovider with the client that is generated from CS3 (@cs3org/node-cs3apis), step by step; prints one JSON object: step -> answer.
// Arguments: the address of storageprovider's gRPC endpoint (host:port), that of the datagateway (http://host:port).
// Variables: PASSWORD_EINSTEIN, PASSWORD_MARIE: what they sign in with.
'use strict';

const grpc = require('@grpc/grpc-js');
const { ProviderAPIClient } = require('@cs3org/node-cs3apis/cs3/storage/provider/v1beta1/provider_api_grpc_pb');
const api = require('@cs3org/node-cs3apis/cs3/storage/provider/v1beta1/provider_api_pb');
const { GatewayAPIClient } = require('@cs3org/node-cs3apis/cs3/gateway/v1beta1/gateway_api_grpc_pb');
const gatewayApi = require('@cs3org/node-cs3apis/cs3/gateway/v1beta1/gateway_api_pb');
const { ApplicationsAPIClient } = require('@cs3org/node-cs3apis/cs3/auth/applications/v1beta1/applications_api_grpc_pb');
const applications = require('@cs3org/node-cs3apis/cs3/auth/applications/v1beta1/applications_api_pb');
const resources = require('@cs3org/node-cs3apis/cs3/storage/provider/v1beta1/resources_pb');
const users = require('@cs3org/node-cs3apis/cs3/identity/user/v1beta1/resources_pb');
const types = require('@cs3org/node-cs3apis/cs3/types/v1beta1/types_pb');
const masks = require('google-protobuf/google/protobuf/field_mask_pb');

const [, , provider, gateway] = process.argv;
const client = new ProviderAPIClient(provider, grpc.credentials.createInsecure());
const doors = new GatewayAPIClient(provider, grpc.credentials.createInsecure());
const passwords = new ApplicationsAPIClient(provider, grpc.credentials.createInsecure());
const tokens = {};      // user -> access token, as Authenticate gave it
const answers = {};

function call(user, method, request, at = client) {
    const metadata = new grpc.Metadata();
    if (tokens[user]) {
        metadata.set('x-access-token', tokens[user]);
    }

    return new Promise((resolve, reject) =>
        at[method](request, metadata, { deadline: Date.now() + 30_000 }, (error, answer) => (error ? reject(error) : resolve(answer))));
}

// Calls, remembers the answer under the step's name, and gives it back.
async function step(name, user, method, request, at = client) {
    const answer = await call(user, method, request, at);
    answers[name] = { code: answer.getStatus().getCode(), message: answer.getStatus().getMessage(), ...answer.toObject() };
    return answer;
}

function make(type, fields) {
    const message = new type();
    for (const [name, value] of Object.entries(fields)) {
        message[`set${name}`](value);
    }

    return message;
}

const signIn = (name, user, secret) =>
    step(name, 'nobody', 'authenticate', make(gatewayApi.AuthenticateRequest, { Type: 'basic', ClientId: user, ClientSecret: secret }), doors);

const at = (space, path) => make(resources.Reference, { ResourceId: make(resources.ResourceId, { SpaceId: space, OpaqueId: space }), Path: path });

const spaceId = (space) => make(resources.StorageSpaceId, { OpaqueId: space });

function opaque(entries) {
    const message = new types.Opaque();
    for (const [key, value] of Object.entries(entries)) {
        message.getMapMap().set(key, make(types.OpaqueEntry, { Decoder: 'plain', Value: Buffer.from(value) }));
    }

    return message;
}

const text = (message, key) => Buffer.from(message.getOpaque().getMapMap().get(key).getValue_asU8()).toString();

function grant(user, permissions) {
    const grantee = make(resources.Grantee, {
        Type: resources.GranteeType.GRANTEE_TYPE_USER,
        UserId: make(users.UserId, { OpaqueId: user, Type: users.UserType.USER_TYPE_PRIMARY }),
    });
    return make(resources.Grant, { Grantee: grantee, Permissions: make(resources.ResourcePermissions, permissions) });
}

const viewer = { Stat: true, GetPath: true, GetQuota: true, ListContainer: true, InitiateFileDownload: true };
const editor = { ...viewer, InitiateFileUpload: true, CreateContainer: true, Delete: true, Move: true };

async function transfer(name, method, token, body) {
    const response = await fetch(`${gateway}/data`, { method, headers: { 'X-Reva-Transfer': token }, body });
    answers[name] = { code: response.status, text: await response.text() };
}

async function main() {
    await call('nobody', 'listStorageSpaces', new api.ListStorageSpacesRequest()).catch((error) => (answers.withoutToken = { code: error.code }));

    await signIn('authenticateWrong', 'einstein', 'a guess');
    tokens.einstein = (await signIn('authenticate', 'einstein', process.env.PASSWORD_EINSTEIN)).getToken();
    tokens.marie = (await signIn('authenticateMarie', 'marie', process.env.PASSWORD_MARIE)).getToken();

    const secret = (await step('generateAppPassword', 'einstein', 'generateAppPassword', make(applications.GenerateAppPasswordRequest, {
        Label: 'node', Expiration: make(types.Timestamp, { Seconds: 4102444800 }),
    }), passwords)).getAppPassword().getPassword();
    tokens.phone = (await signIn('authenticateByAppPassword', 'einstein', secret)).getToken();
    await step('getAppPassword', 'einstein', 'getAppPassword', make(applications.GetAppPasswordRequest, {
        User: make(users.UserId, { OpaqueId: 'einstein' }), Password: secret,
    }), passwords);
    await step('listAppPasswords', 'einstein', 'listAppPasswords', new applications.ListAppPasswordsRequest(), passwords);
    await step('listAppPasswordsByOne', 'phone', 'listAppPasswords', new applications.ListAppPasswordsRequest(), passwords);
    await step('listSpacesByAppPassword', 'phone', 'listStorageSpaces', new api.ListStorageSpacesRequest());
    await step('invalidateAppPassword', 'einstein', 'invalidateAppPassword', make(applications.InvalidateAppPasswordRequest, { Password: secret }), passwords);
    await call('phone', 'listStorageSpaces', new api.ListStorageSpacesRequest()).catch((error) => (answers.revokedToken = { code: error.code }));
    await signIn('authenticateRevoked', 'einstein', secret);

    const made = await step('createSpace', 'einstein', 'createStorageSpace', make(api.CreateStorageSpaceRequest, {
        Type: 'project', Name: 'From node', Owner: make(users.User, { Id: make(users.UserId, { OpaqueId: 'einstein' }) }),
    }));
    const space = made.getStorageSpace().getId().getOpaqueId();
    const filter = make(api.ListStorageSpacesRequest.Filter, { Type: api.ListStorageSpacesRequest.Filter.Type.TYPE_ID, Id: spaceId(space) });
    await step('listSpaces', 'einstein', 'listStorageSpaces', make(api.ListStorageSpacesRequest, { FiltersList: [filter] }));

    await step('beforeGrant', 'marie', 'stat', make(api.StatRequest, { Ref: at(space, '') }));
    await step('addGrant', 'einstein', 'addGrant', make(api.AddGrantRequest, { Ref: at(space, ''), Grant: grant('marie', editor) }));
    await step('addGrantAgain', 'einstein', 'addGrant', make(api.AddGrantRequest, { Ref: at(space, ''), Grant: grant('marie', viewer) }));
    await step('listGrants', 'einstein', 'listGrants', make(api.ListGrantsRequest, { Ref: at(space, '') }));
    await step('listGrantsByEditor', 'marie', 'listGrants', make(api.ListGrantsRequest, { Ref: at(space, '') }));

    await step('createContainer', 'marie', 'createContainer', make(api.CreateContainerRequest, { Ref: at(space, './docs') }));
    await step('touchFile', 'marie', 'touchFile', make(api.TouchFileRequest, { Ref: at(space, './docs/empty.txt') }));
    const upload = await step('initiateUpload', 'marie', 'initiateFileUpload', make(api.InitiateFileUploadRequest, {
        Ref: at(space, './docs/a.txt'), Opaque: opaque({ 'Upload-Length': '4', 'Upload-Checksum': 'sha1 a94a8fe5ccb19ba61c4c0873d391e987982fbbd3' }),
    }));
    await transfer('put', 'PUT', text(upload.getProtocolsList()[0], 'token'), 'test');
    await step('stat', 'marie', 'stat', make(api.StatRequest, { Ref: at(space, './docs/a.txt') }));
    await step('move', 'marie', 'move', make(api.MoveRequest, { Source: at(space, './docs/a.txt'), Destination: at(space, './b.txt') }));
    await step('moveOverwrites', 'marie', 'move', make(api.MoveRequest, { Source: at(space, './docs/empty.txt'), Destination: at(space, './b.txt') }));

    const mask = make(masks.FieldMask, { PathsList: ['name', 'size'] });
    const first = await step('listFirst', 'marie', 'listContainer', make(api.ListContainerRequest, { Ref: at(space, ''), PageSize: 1, FieldMask: mask }));
    await step('listSecond', 'marie', 'listContainer', make(api.ListContainerRequest, {
        Ref: at(space, ''), PageSize: 10, PageToken: first.getNextPageToken(), FieldMask: mask,
    }));
    await step('listForged', 'marie', 'listContainer', make(api.ListContainerRequest, { Ref: at(space, ''), PageToken: '!!!' }));

    const download = await step('initiateDownload', 'marie', 'initiateFileDownload', make(api.InitiateFileDownloadRequest, { Ref: at(space, './b.txt') }));
    const read = text(download.getProtocolsList()[0], 'token');
    await transfer('get', 'GET', read);
    const quota = await step('getQuota', 'marie', 'getQuota', make(api.GetQuotaRequest, { Ref: at(space, './b.txt') }));
    answers.getQuota.reserved = text(quota, 'reserved');

    await step('updateGrant', 'einstein', 'updateGrant', make(api.UpdateGrantRequest, { Ref: at(space, ''), Grant: grant('marie', viewer) }));
    await step('touchByViewer', 'marie', 'touchFile', make(api.TouchFileRequest, { Ref: at(space, './new.txt') }));
    await step('removeGrant', 'einstein', 'removeGrant', make(api.RemoveGrantRequest, { Ref: at(space, ''), Grant: grant('marie', {}) }));
    await step('statAfterRemoval', 'marie', 'stat', make(api.StatRequest, { Ref: at(space, './b.txt') }));
    await transfer('getAfterRemoval', 'GET', read);

    await step('updateSpace', 'einstein', 'updateStorageSpace', make(api.UpdateStorageSpaceRequest, {
        StorageSpace: make(resources.StorageSpace, { Id: spaceId(space), Name: 'Renamed' }),
    }));
    await step('updateQuota', 'einstein', 'updateStorageSpace', make(api.UpdateStorageSpaceRequest, {
        StorageSpace: make(resources.StorageSpace, { Id: spaceId(space), Quota: make(resources.Quota, { QuotaMaxBytes: 5 }) }),
    }));
    await step('delete', 'einstein', 'delete', make(api.DeleteRequest, { Ref: at(space, './docs') }));
    await step('deleteSpace', 'einstein', 'deleteStorageSpace', make(api.DeleteStorageSpaceRequest, { Id: spaceId(space) }));
    await step('statAfterDeletion', 'einstein', 'stat', make(api.StatRequest, { Ref: at(space, './b.txt') }));
}

main()
    .then(() => console.log(JSON.stringify(answers)))
    .catch((error) => {
        console.error(error, JSON.stringify(answers, null, 1));
        process.exitCode = 1;
    })
    .finally(() => [client, doors, passwords].forEach((each) => each.close()));
